import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import {
  certificateMissingWords,
  needsCertificate,
  type OfficerPost,
  officerPosts,
  officerPostWords,
} from '@lifttrust/shared-types/officer/officer.rules';
import { Alert, App, Form, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

/** One person for many lifts at once; whoever held the post before no longer does. */
export function NameOfficers(props: { liftIds: string[]; onClose: () => void; onDone: () => void }) {
  const { liftIds, onClose, onDone } = props;
  const { message } = App.useApp();
  const [post, setPost] = useState<OfficerPost>('safety_officer');
  const [personId, setPersonId] = useState<string | null>(null);
  const people = useLoad(officerApi.people, {});
  const name = useWrite(officerApi.name);
  const chosen = people.data?.items.find(({ id }) => id === personId);
  const submit = async () => {
    if (!personId) return;
    const named = await name.run({ liftIds, post, personId });
    if (!named) return;
    for (const warning of named.warnings) message.warning(`已指定。${warning}`, 8);
    if (named.warnings.length === 0)
      message.success(`已为 ${liftIds.length} 台电梯指定${officerPostWords[post]}`);
    onDone();
  };
  return (
    <Modal
      title={`为 ${liftIds.length} 台电梯指定人员`}
      open
      okText="确认指定"
      cancelText="取消"
      okButtonProps={{ disabled: !personId, loading: name.busy }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="岗位">
          <Radio.Group
            optionType="button"
            value={post}
            options={officerPosts.map((value) => ({ value, label: officerPostWords[value] }))}
            onChange={(event) => setPost(event.target.value)}
          />
        </Form.Item>
        <Form.Item label="人员" extra="只列出本单位在职人员；没有的请先开通账号。">
          <Select
            aria-label="人员"
            showSearch
            optionFilterProp="label"
            loading={people.loading}
            value={personId}
            options={(people.data?.items ?? []).map(({ id, name: text, lifts }) => ({
              value: id,
              label: `${text}（现负责 ${lifts} 台）`,
            }))}
            onChange={setPersonId}
          />
        </Form.Item>
      </Form>
      {chosen && !chosen.holdsCertificate && needsCertificate(post) ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message={`${chosen.name}${certificateMissingWords}。`}
          description="仍可指定；证书登记后，这里的提示会消失。"
        />
      ) : null}
      <p className="quiet">原来担任这个岗位的人从今天起不再担任，记录保留。</p>
      <Refused error={name.error ?? people.error} />
    </Modal>
  );
}
